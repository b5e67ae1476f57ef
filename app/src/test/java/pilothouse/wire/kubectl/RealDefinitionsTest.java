package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// The CustomResourceDefinitions of real projects: all are taken, established, published and explained, and what their projects give as samples is served as
/// it was sent. `./pilothouse test --real-crds FOLDER`: a folder with a folder for each project, such as its checkout.
@EnabledIfSystemProperty(named = "real.definitions", matches = ".+")
@ExtendWith(Programs.Finder.class)
final class RealDefinitionsTest {
  private static ServerUnderTest server;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.start("--disable-admission-plugins=ServiceAccount");
    admin = Admin.of(server);
  }

  @AfterAll
  static void stop() throws Exception {
    admin.close();
    server.close();
  }

  @TestFactory
  List<DynamicTest> everyProjectsDefinitionsAreServed(Programs programs) throws Exception {
    var out = new ArrayList<DynamicTest>();
    try (Stream<Path> projects = Files.list(Path.of(System.getProperty("real.definitions")))) {
      for (Path project : projects.filter(Files::isDirectory).sorted().toList())
        out.add(
            DynamicTest.dynamicTest(
                project.getFileName().toString(), () -> check(project, programs)));
    }
    return out;
  }

  private static void check(Path folder, Programs programs) throws Exception {
    var project = new RealProject(admin, Documents.in(folder));
    project.define();
    project.samples();
    System.out.printf(
        "%s: %d definitions, %d samples served, %d refused%n",
        folder.getFileName(), project.definitions().size(), project.taken, project.refused.size());
    project.refused.forEach(why -> System.out.println("  refused " + why));
    assertThat(project.failures).isEmpty();
    assertThat(project.definitions()).isNotEmpty();
    if (programs.kubectl(Release.NEWEST).isPresent())
      explain(project, Kubectl.of(Release.NEWEST, programs, server));
  }

  private static void explain(RealProject project, Kubectl kubectl) throws Exception {
    for (ObjectNode spec : project.definitions())
      for (Node version : spec.get("versions").items())
        if (version.get("served").bool(false))
          assertThat(
                  kubectl.out(
                      "explain",
                      spec.at("names", "plural").text(),
                      "--api-version="
                          + spec.get("group").text()
                          + "/"
                          + version.get("name").text(),
                      "--recursive"))
              .contains("KIND:", spec.at("names", "kind").text());
  }
}

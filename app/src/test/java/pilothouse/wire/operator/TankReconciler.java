package pilothouse.wire.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Fills tanks: what a tank holds stands in its status and in a config map of its own, and an event tells of it.
@ControllerConfiguration(name = "tanks", fieldManager = "tank-operator")
public final class TankReconciler implements Reconciler<Tank>, Cleaner<Tank> {
  final BlockingQueue<String> emptied = new LinkedBlockingQueue<>();

  @Override
  public List<EventSource<?, Tank>> prepareEventSources(EventSourceContext<Tank> context) {
    return List.of(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ConfigMap.class, Tank.class)
                .withLabelSelector("of=tank")
                .build(),
            context));
  }

  @Override
  public UpdateControl<Tank> reconcile(Tank tank, Context<Tank> context) {
    var client = context.getClient();
    client.resource(gauge(tank)).fieldManager("tank-operator").forceConflicts().serverSideApply();
    if (tank.getStatus() == null) tell(tank, context);
    var told = new Tank();
    told.setMetadata(
        new ObjectMetaBuilder()
            .withName(tank.getMetadata().getName())
            .withNamespace(tank.getMetadata().getNamespace())
            .build());
    told.setStatus(new Tank.Status());
    told.getStatus().litres = tank.getSpec().litres;
    told.getStatus().seen = tank.getMetadata().getGeneration();
    return UpdateControl.patchStatus(told);
  }

  private static ConfigMap gauge(Tank tank) {
    var gauge =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(tank.getMetadata().getName() + "-gauge")
            .withNamespace(tank.getMetadata().getNamespace())
            .addToLabels("of", "tank")
            .endMetadata()
            .withData(Map.of("litres", Long.toString(tank.getSpec().litres)))
            .build();
    gauge.addOwnerReference(tank);
    return gauge;
  }

  private static void tell(Tank tank, Context<Tank> context) {
    var about =
        new ObjectReferenceBuilder()
            .withApiVersion(tank.getApiVersion())
            .withKind(tank.getKind())
            .withName(tank.getMetadata().getName())
            .withNamespace(tank.getMetadata().getNamespace())
            .withUid(tank.getMetadata().getUid())
            .build();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(tank.getMetadata().getName() + "-")
            .withNamespace(tank.getMetadata().getNamespace())
            .endMetadata()
            .withRegarding(about)
            .withEventTime(new MicroTime(Instant.now().toString()))
            .withReportingController("pilothouse.dev/tanks")
            .withReportingInstance("tanks-0")
            .withAction("Fill")
            .withReason("Filled")
            .withType("Normal")
            .withNote("the tank is full")
            .build();
    context.getClient().resource(event).create();
  }

  @Override
  public DeleteControl cleanup(Tank tank, Context<Tank> context) {
    emptied.add(tank.getMetadata().getName());
    return DeleteControl.defaultDelete();
  }
}

package pilothouse.wire.kubectl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import pilothouse.wire.SharedServer;

/// A class of tests that runs with the oldest and with the newest kubectl there is.
@ParameterizedClass
@EnumSource(Release.class)
@ExtendWith({SharedServer.class, Programs.Finder.class})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EveryKubectl {}

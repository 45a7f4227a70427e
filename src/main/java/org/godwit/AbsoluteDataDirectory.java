package org.godwit;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Makes {@code godwit.data-dir} absolute, because the embedded database takes no path like {@code data}. */
final class AbsoluteDataDirectory implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String PROPERTY = "godwit.data-dir";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String given = environment.getRequiredProperty(PROPERTY);
        String absolute = Path.of(given).toAbsolutePath().normalize().toString();
        environment.getPropertySources().addFirst(new MapPropertySource("dataDirectory", Map.of(PROPERTY, absolute)));
    }
}

package org.godwit.monitoring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.time.ZoneId;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Writes {@code logs/migmctrl.log} in the data directory, in CMTrace format, beside whatever else is logged: the log that
 * administrators of the field look for, rotated instead of overwritten.
 */
public final class MigrationLog implements ApplicationListener<ApplicationPreparedEvent> {

    static final String NAME = "migmctrl";

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
        LogProperties properties = Binder.get(environment).bindOrCreate("godwit.log", LogProperties.class);
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (properties.file() && factory instanceof LoggerContext context) {
            attach(context, Path.of(environment.getRequiredProperty("godwit.data-dir")), properties);
        }
    }

    private static void attach(LoggerContext context, Path dataDir, LogProperties properties) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(NAME) != null) {
            return;
        }
        Path logs = dataDir.resolve("logs");
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName(NAME);
        appender.setFile(logs.resolve(NAME + ".log").toString());

        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(logs.resolve(NAME) + "-%d{yyyy-MM-dd}.%i.log.gz");
        rolling.setMaxFileSize(new FileSize(properties.fileSize().toBytes()));
        rolling.setMaxHistory((int) properties.keepFor().toDays());
        rolling.setTotalSizeCap(new FileSize(properties.total().toBytes()));
        rolling.start();

        CmTraceEncoder encoder = new CmTraceEncoder(ZoneId.systemDefault());
        encoder.setContext(context);
        encoder.start();

        appender.setRollingPolicy(rolling);
        appender.setEncoder(encoder);
        appender.start();
        root.addAppender(appender);
    }
}

package org.godwit.demo;

import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.job.MigrationJob;
import org.godwit.sample.SampleSummary;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * The demo, step by step, through the services that the console uses, in the name of the first administrator. Every step
 * looks first whether it is done already, so a demo that was stopped or killed carries on where it was.
 */
@Component
@ConditionalOnProperty("godwit.demo.enabled")
class Demo {

    static final String ADMIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final DemoSource source;
    private final DemoMigration migration;
    private final ClosingTable table;
    private final SignInHint signIn;
    private final RunAs runAs;

    Demo(DemoSource source, DemoMigration migration, ClosingTable table, SignInHint signIn, RunAs runAs) {
        this.source = source;
        this.migration = migration;
        this.table = table;
        this.signIn = signIn;
        this.runAs = runAs;
    }

    /** Where the server listens and how to sign in there: told first, so that a demo that is killed has told it. */
    String address() {
        return runAs.user(ADMIN, () -> signIn.address() + ", sign in as " + ADMIN + ", " + signIn.password());
    }

    /** Runs the demo and prints what it does and did; a failure is printed, and the server stays up. */
    void run(Terminal terminal) {
        runAs.user(ADMIN, () -> {
            try {
                migrate(terminal);
            } catch (GodwitException e) {
                LOG.error("The demo failed", e);
                terminal.problem(e.code() + ": " + e.getMessage() + " " + e.hint());
            } catch (RuntimeException e) {
                LOG.error("The demo failed", e);
                terminal.problem("The demo failed (" + e.getClass().getSimpleName() + "); its log tells why.");
            }
            signIn.print(terminal);
            return true;
        });
    }

    private void migrate(Terminal terminal) {
        SampleSummary sample = source.make(terminal);
        SourceHierarchy hierarchy = source.define(sample, terminal);
        source.gather(hierarchy, terminal);
        source.locate(hierarchy, sample, terminal);
        long point = migration.distributionPoint(terminal);
        MigrationJob job = migration.run(hierarchy, point, terminal);
        table.print(job, terminal);
    }
}

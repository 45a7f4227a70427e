package org.godwit.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;

/**
 * Makes a sample source site: the site database of a hierarchy of a central administration site, two primaries and a
 * secondary, and the content libraries of its distribution points, in Configuration Manager's own formats.
 */
public final class SampleSite {

    /** Written last: a directory that holds it holds a whole site. */
    private static final String SUMMARY = "sample-site.json";

    private static final String DATABASE = "CM_" + Hierarchy.TOP.code();

    private SampleSite() {}

    /**
     * Makes the site.
     *
     * @throws GodwitException {@code SAMPLE_DIRECTORY_IN_USE} if the directory holds something else,
     *     {@code SAMPLE_DATABASE_IN_USE}, {@code SAMPLE_DATABASE_UNREACHABLE}, {@code SAMPLE_FAILED}
     */
    public static SampleSummary generate(SampleSpec spec) {
        Path out = spec.out().toAbsolutePath().normalize();
        try {
            SampleFiles.prepare(out);
            String given = spec.jdbcUrl();
            String url = given == null ? SiteDatabase.fileUrl(out, DATABASE) : given;
            SampleSummary summary;
            try (SiteDatabase database = SiteDatabase.create(url)) {
                summary = fill(database, spec, out, SiteDatabase.withoutLogin(url));
            }
            Files.writeString(out.resolve(SUMMARY), CanonicalJson.write(summary), StandardCharsets.UTF_8);
            SampleFiles.finished(out);
            return summary;
        } catch (SQLException | IOException | UncheckedIOException e) {
            throw new GodwitException(
                    GodwitException.Kind.UNAVAILABLE,
                    "SAMPLE_FAILED",
                    "The sample site could not be written: " + e.getClass().getSimpleName() + ".",
                    "Check free space and rights of " + out + " and of the database; then start again.",
                    e);
        }
    }

    /** The site that an earlier {@link #generate} finished in this directory, if there is one. */
    public static Optional<SampleSummary> find(Path directory) {
        Path file = directory.resolve(SUMMARY);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CanonicalJson.read(Files.readString(file, StandardCharsets.UTF_8), SampleSummary.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SampleSummary fill(SiteDatabase database, SampleSpec spec, Path out, String url)
            throws SQLException, IOException {
        List<PackagePlan.Package> packages = PackagePlan.of(spec);
        HashedContents hashed = new HashedContents(spec.seed(), packages);
        Hierarchy.write(database);
        BoundaryGenerator.write(database);
        writeObjects(database, packages, hashed);
        CollectionGenerator collections = new CollectionGenerator(database);
        ClientGenerator clients = new ClientGenerator(spec.seed(), spec.clients(), database, collections);
        clients.generate();
        collections.write(packages.size() + 1);
        Map<String, Long> rows = database.finish();
        ContentGenerator content = new ContentGenerator(spec, out, packages, hashed);
        content.write();
        return new SampleSummary(
                url,
                Hierarchy.TOP.server(),
                Hierarchy.TOP.code(),
                spec.clients(),
                clients.blockedClients(),
                clients.blockedSmsIds(),
                clients.leftOut(),
                rows,
                content.totals(),
                content.libraries());
    }

    private static void writeObjects(SiteDatabase database, List<PackagePlan.Package> packages, HashedContents hashed)
            throws SQLException {
        ConfigurationItems items = new ConfigurationItems(database);
        ContentRows contents = new ContentRows(database);
        new PackageRows(database).write(packages, hashed);
        ImageRows.write(database, packages, items);
        ApplicationRows applications = new ApplicationRows(items, contents);
        applications.write(packages);
        Map<String, String> sequences = TaskSequenceRows.write(database, packages, applications.byPackage());
        DeploymentRows deployments = new DeploymentRows(database);
        deployments.programs(packages);
        deployments.applications(List.copyOf(applications.byPackage().values()));
        deployments.taskSequences(sequences);
        deployments.updates(UpdateRows.write(database, packages, items, contents));
        deployments.baselines(ComplianceRows.write(items));
        ConsoleRows.write(database, packages);
        database.commit();
    }
}

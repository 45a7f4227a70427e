package org.godwit.sample;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows about applications, their deployment types and the contents of these. */
final class ApplicationRows {

    private static final int APPLICATION = 10;
    private static final int DEPLOYMENT_TYPE = 21;
    private static final int VIRTUAL_ENVIRONMENT = 60;
    private static final int HAS_DEPLOYMENT_TYPE = 9;
    private static final int DEPENDS_ON = 10;
    private static final int SUPERSEDES = 15;
    private static final String DIGEST =
            "http://schemas.microsoft.com/SystemCenterConfigurationManager/2009/AppMgmtDigest";

    private final ConfigurationItems items;
    private final ContentRows contents;
    private final Map<String, ConfigurationItems.Item> byPackage = new TreeMap<>();

    ApplicationRows(ConfigurationItems items, ContentRows contents) {
        this.items = items;
        this.contents = contents;
    }

    /** The latest revisions, by the PackageID of their content, in its order. */
    Map<String, ConfigurationItems.Item> byPackage() {
        return byPackage;
    }

    void write(List<PackagePlan.Package> packages) throws SQLException {
        List<ConfigurationItems.Item> earlier = new ArrayList<>();
        for (PackagePlan.Package p : packages) {
            if (p.kind() != PackagePlan.Kind.APPLICATION) {
                continue;
            }
            ConfigurationItems.Item application = application(p);
            int n = earlier.size();
            if (n >= 2 && n % 3 == 2) {
                items.relate(application, earlier.get(n - 2), SUPERSEDES);
            }
            if (n >= 1 && n % 2 == 1) {
                items.relate(application, earlier.get(n - 1), DEPENDS_ON);
            }
            earlier.add(application);
            byPackage.put(p.id(), application);
        }
        if (earlier.size() >= 2) {
            ConfigurationItems.Item environment = items.add(
                    VIRTUAL_ENVIRONMENT,
                    "VirtualEnvironment_" + guid(earlier.get(0).id()),
                    "Virtual environment: office tools",
                    null,
                    ClientGenerator.NOW.minusDays(200));
            items.relate(environment, earlier.get(0), 1);
            items.relate(environment, earlier.get(1), 1);
        }
    }

    private ConfigurationItems.Item application(PackagePlan.Package p) throws SQLException {
        String model = "Application_" + guid(p.number());
        boolean revised = p.number() % 4 == 0;
        if (revised) {
            items.add(
                    APPLICATION,
                    model,
                    p.name() + " (draft)",
                    null,
                    p.sourceDate().minusDays(9),
                    1,
                    false);
        }
        ConfigurationItems.Item application =
                items.add(APPLICATION, model, p.name(), digest(p), p.sourceDate(), revised ? 2 : 1, true);
        int part = 1;
        for (PackagePlan.Content content : p.contents()) {
            ConfigurationItems.Item type = items.add(
                    DEPLOYMENT_TYPE,
                    "DeploymentType_" + guid(1_000_000L + content.number()),
                    p.name() + (part == 1 ? " – MSI" : " – script"),
                    digest(p, content, part),
                    p.sourceDate());
            items.relate(application, type, HAS_DEPLOYMENT_TYPE);
            contents.write(p, content, type);
            part++;
        }
        return application;
    }

    private static String digest(PackagePlan.Package p) {
        return "<?xml version=\"1.0\" encoding=\"utf-16\"?><AppMgmtDigest xmlns=\"" + DIGEST
                + "\"><Application AuthoringScopeId=\"ScopeId_3B5A2C11-0E44-4B7B-9F3C-2F6D1A7E9C05\" LogicalName=\"Application_"
                + guid(p.number())
                + "\" Version=\"1\"><DisplayInfo DefaultLanguage=\"en-US\"><Info Language=\"en-US\"><Title>"
                + escaped(p.name()) + "</Title></Info></DisplayInfo></Application></AppMgmtDigest>";
    }

    private static String digest(PackagePlan.Package p, PackagePlan.Content content, int part) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-16\"?><AppMgmtDigest xmlns=\"");
        xml.append(DIGEST).append("\"><DeploymentType LogicalName=\"DeploymentType_");
        xml.append(guid(1_000_000L + content.number())).append("\" Version=\"1\"><Installer Technology=\"");
        xml.append(part == 1 ? "MSI" : "Script").append("\"><Contents><Content ContentId=\"");
        xml.append(content.uniqueId())
                .append("\" Version=\"")
                .append(content.version())
                .append("\">");
        content.files().stream()
                .limit(5)
                .forEach(f -> xml.append("<File Name=\"")
                        .append(escaped(f.path().replace('/', '\\')))
                        .append("\" Size=\"")
                        .append(f.blob().size())
                        .append("\"/>"));
        xml.append("<Location>").append(escaped(p.sourcePath())).append("\\</Location></Content></Contents>");
        return xml.append("</Installer></DeploymentType></AppMgmtDigest>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String guid(long number) {
        return new Chance(0, "model", number).lowerGuid();
    }
}

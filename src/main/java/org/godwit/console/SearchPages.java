package org.godwit.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.MigrationEntity;
import org.godwit.client.Client;
import org.godwit.client.ClientFilter;
import org.godwit.client.ClientService;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePointName;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.job.JobFilter;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SmsId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search field above every page: clients, objects, jobs and distribution points by name or id, as far as the reader may see them. */
@Controller
class SearchPages {

    private static final int MOST = 10;
    private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,18})");
    /** Keys of objects begin with the code of the site that made them, and bear no blank. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{3}[0-9A-Fa-f]{5}");

    private final ClientService clients;
    private final CatalogueService catalogue;
    private final MigrationJobService jobs;
    private final SourceChoice sources;
    private final PointChoice points;
    private final SourceDistributionPointService sourcePoints;

    SearchPages(
            ClientService clients,
            CatalogueService catalogue,
            MigrationJobService jobs,
            SourceChoice sources,
            PointChoice points,
            SourceDistributionPointService sourcePoints) {
        this.clients = clients;
        this.catalogue = catalogue;
        this.jobs = jobs;
        this.sources = sources;
        this.points = points;
        this.sourcePoints = sourcePoints;
    }

    @GetMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        String text = q.strip();
        model.addAttribute("q", text);
        if (!text.isEmpty()) {
            Actor reader = Actor.current();
            List<Client> found = reader.may(Right.CLIENT_READ) ? clients(text) : List.of();
            if (found.size() == 1 && found.get(0).smsId().equals(SmsId.normalise(text))) {
                return "redirect:/clients/" + found.get(0).smsId();
            }
            model.addAttribute("clients", found);
            model.addAttribute("entities", reader.may(Right.CATALOG_READ) ? entities(text) : List.of());
            model.addAttribute("jobs", reader.may(Right.MIGRATION_JOB_READ) ? jobs(text) : List.of());
            model.addAttribute(
                    "points",
                    points.all().stream()
                            .filter(p -> holds(p.name(), text))
                            .limit(MOST)
                            .toList());
            model.addAttribute(
                    "sourcePoints", reader.may(Right.SOURCE_HIERARCHY_READ) ? sourcePoints(text) : List.of());
        }
        return "search";
    }

    private List<Client> clients(String text) {
        return clients.list(new ClientFilter(null, null, text, false), PageQuery.first(MOST))
                .items();
    }

    /** What has exactly this key comes first. */
    private List<MigrationEntity> entities(String text) {
        List<MigrationEntity> found = new ArrayList<>();
        for (SourceHierarchy source : sources.all()) {
            String order = KEY.matcher(text).matches() ? "sourceKey" : null;
            found.addAll(catalogue
                    .list(source.id(), new EntityFilter(null, null, text), new PageQuery(0, MOST, order))
                    .items());
        }
        found.sort(Comparator.comparing(e -> !e.sourceKey().equalsIgnoreCase(text)));
        return found;
    }

    /** The one with this number comes first. */
    private List<MigrationJob> jobs(String text) {
        List<MigrationJob> found = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            try {
                found.add(jobs.get(Long.parseLong(number.group(1))));
            } catch (GodwitException e) {
                if (e.kind() != GodwitException.Kind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        jobs.list(new JobFilter(null, null, null, text), PageQuery.first(MOST)).items().stream()
                .filter(job -> found.stream().noneMatch(f -> f.id() == job.id()))
                .forEach(found::add);
        return found;
    }

    private List<SourcePointName> sourcePoints(String text) {
        return sourcePoints.names().stream()
                .filter(p -> holds(p.serverName(), text))
                .limit(MOST)
                .toList();
    }

    private static boolean holds(String name, String part) {
        return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}

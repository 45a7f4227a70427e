package org.godwit.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.MigrationEntity;
import org.godwit.client.Client;
import org.godwit.client.ClientFilter;
import org.godwit.client.ClientService;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.job.JobFilter;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.PageQuery;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search field above every page: clients, objects and jobs by name or id, as far as the reader may see them. */
@Controller
class SearchPages {

    private static final int MOST = 10;

    private final ClientService clients;
    private final CatalogueService catalogue;
    private final MigrationJobService jobs;
    private final SourceChoice sources;

    SearchPages(ClientService clients, CatalogueService catalogue, MigrationJobService jobs, SourceChoice sources) {
        this.clients = clients;
        this.catalogue = catalogue;
        this.jobs = jobs;
        this.sources = sources;
    }

    @GetMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        String text = q.strip();
        model.addAttribute("q", text);
        if (!text.isEmpty()) {
            Actor reader = Actor.current();
            model.addAttribute("clients", reader.may(Right.CLIENT_READ) ? clients(text) : List.of());
            model.addAttribute("entities", reader.may(Right.CATALOG_READ) ? entities(text) : List.of());
            model.addAttribute("jobs", reader.may(Right.MIGRATION_JOB_READ) ? jobs(text) : List.of());
        }
        return "search";
    }

    private List<Client> clients(String text) {
        return clients.list(new ClientFilter(null, null, text, false), PageQuery.first(MOST))
                .items();
    }

    private List<MigrationEntity> entities(String text) {
        List<MigrationEntity> found = new ArrayList<>();
        for (SourceHierarchy source : sources.all()) {
            found.addAll(catalogue
                    .list(source.id(), new EntityFilter(null, null, text), PageQuery.first(MOST))
                    .items());
        }
        return found;
    }

    private List<MigrationJob> jobs(String text) {
        String part = text.toLowerCase(Locale.ROOT);
        return jobs.list(JobFilter.any(), PageQuery.first(PageQuery.MAX_SIZE)).items().stream()
                .filter(j -> j.name().toLowerCase(Locale.ROOT).contains(part)
                        || part.equals(String.valueOf(j.id()))
                        || part.equals("#" + j.id()))
                .limit(MOST)
                .toList();
    }
}

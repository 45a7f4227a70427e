package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.client.Client;
import org.godwit.client.ClientFilter;
import org.godwit.client.ClientService;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SmsId;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Client records of the destination: who is here, who is blocked, and blocking by hand. */
@Controller
@RequestMapping("/clients")
class ClientPages {

    private static final Columns COLUMNS = Columns.of(
            6,
            "name",
            "smsId",
            "siteCode",
            "blocked",
            "status",
            "clientVersion",
            "domain",
            "operatingSystem",
            "hardwareId",
            "macAddresses");

    private final ClientService clients;
    private final SourceHierarchyService hierarchies;
    private final SourceChoice sources;

    ClientPages(ClientService clients, SourceHierarchyService hierarchies, SourceChoice sources) {
        this.clients = clients;
        this.hierarchies = hierarchies;
        this.sources = sources;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        ClientFilter filter = filter(request);
        model.addAttribute("clients", request.show(clients.list(filter, request.query()), COLUMNS));
        model.addAttribute("counts", clients.counts());
        model.addAttribute("inside", filter.q() != null && !filter.bySmsId());
        return "client/list";
    }

    /** Goes on to look for a text within names, a part of all names at a time; the list's page asks for one after another. */
    @GetMapping("/inside")
    String inside(ListRequest request, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("list", request.show(Page.<Client>whole(List.of())));
        model.addAttribute("found", clients.lookInside(filter(request), after));
        return "client/inside";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.<Client>writeEach(
                response,
                "clients.csv",
                request,
                COLUMNS,
                line -> clients.each(filter(request), request.text("sort"), line),
                ClientPages::cell);
    }

    private static ClientFilter filter(ListRequest request) {
        return new ClientFilter(request.flag("blocked"), request.text("site"), request.text("q"), false);
    }

    private static @Nullable Object cell(Client client, String column) {
        return switch (column) {
            case "name" -> client.name();
            case "smsId" -> client.smsId();
            case "siteCode" -> client.siteCode();
            case "blocked" -> client.blocked();
            case "status" -> client.status();
            case "clientVersion" -> client.clientVersion();
            case "domain" -> client.domain();
            case "operatingSystem" -> client.operatingSystem();
            case "hardwareId" -> client.hardwareId();
            case "macAddresses" -> String.join(" ", client.macAddresses());
            default -> null;
        };
    }

    /** What blocking the ticked clients would do. */
    @PostMapping("/bulk")
    String bulk(@RequestParam(required = false) @Nullable List<String> smsId, Model model) {
        List<Client> chosen = (smsId == null ? List.<String>of() : smsId)
                .stream().map(id -> clients.get(new SmsId(id))).toList();
        model.addAttribute("blocked", chosen.stream().filter(Client::blocked).toList());
        model.addAttribute("open", chosen.stream().filter(c -> !c.blocked()).toList());
        return "client/bulk";
    }

    @PostMapping("/bulk/block")
    String blockAll(
            @RequestParam(required = false) @Nullable List<String> smsId,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        List<String> chosen = smsId == null ? List.of() : smsId;
        chosen.forEach(id -> clients.block(new SmsId(id), reason));
        Notice.leave(flash, "client.bulk.notice", chosen.size());
        return "redirect:/clients?blocked=true";
    }

    @GetMapping("/early-assignments")
    String earlyAssignments(ListRequest request, Model model) {
        model.addAttribute("assignments", request.show(clients.earlyAssignments(request.query())));
        return "client/early";
    }

    /** Where the blocked clients are: each source's sites with how many of them are blocked. */
    @GetMapping("/blocked-by-site")
    String blockedBySite(Model model) {
        List<BlockedSites> all = sources.all().stream()
                .map(h -> {
                    List<SourceSiteInfo> sites = hierarchies.sites(h.id());
                    Map<String, Long> blocked = new LinkedHashMap<>();
                    sites.forEach(s -> blocked.put(s.siteCode(), blocked(s.siteCode())));
                    long most = blocked.values().stream()
                            .mapToLong(Long::longValue)
                            .max()
                            .orElse(0);
                    return new BlockedSites(h.name(), SiteDiagram.of(sites), blocked, Math.max(1, most));
                })
                .toList();
        model.addAttribute("sources", all);
        return "client/sites";
    }

    /**
     * @param blocked blocked clients by site code
     * @param most of any site
     */
    record BlockedSites(String source, SiteDiagram diagram, Map<String, Long> blocked, long most) {}

    private long blocked(String siteCode) {
        return clients.list(new ClientFilter(true, siteCode, null), PageQuery.first(1))
                .total();
    }

    @GetMapping("/{smsId}")
    String show(@PathVariable String smsId, Model model) {
        SmsId id = new SmsId(smsId);
        model.addAttribute("client", clients.get(id));
        model.addAttribute("history", clients.history(id));
        return "client/show";
    }

    @PostMapping("/{smsId}/block")
    String block(@PathVariable String smsId, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Client blocked = clients.block(new SmsId(smsId), reason);
        Notice.leave(flash, "client.blocked.notice", blocked.smsId());
        return "redirect:/clients/" + blocked.smsId();
    }

    @PostMapping("/{smsId}/unblock")
    String unblock(
            @PathVariable String smsId, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Client unblocked = clients.unblock(new SmsId(smsId), reason);
        Notice.leave(flash, "client.unblocked.notice", unblocked.smsId());
        return "redirect:/clients/" + unblocked.smsId();
    }
}

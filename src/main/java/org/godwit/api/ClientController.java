package org.godwit.api;

import java.net.URI;
import java.util.List;
import org.godwit.client.Assignment;
import org.godwit.client.Client;
import org.godwit.client.ClientCounts;
import org.godwit.client.ClientDecision;
import org.godwit.client.ClientFilter;
import org.godwit.client.ClientRecord;
import org.godwit.client.ClientService;
import org.godwit.client.EarlyAssignment;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/clients}: client records, blocks, and assignments. */
@RestController
@RequestMapping("/api/v1/clients")
class ClientController {

    private final ClientService clients;

    ClientController(ClientService clients) {
        this.clients = clients;
    }

    @GetMapping
    Page<Client> list(
            @RequestParam(required = false) @Nullable Boolean blocked,
            @RequestParam(required = false) @Nullable String siteCode,
            @RequestParam(required = false) @Nullable String q,
            PageQuery query) {
        return clients.list(new ClientFilter(blocked, siteCode, q), query);
    }

    @GetMapping("/counts")
    ClientCounts counts() {
        return clients.counts();
    }

    @GetMapping("/early-assignments")
    Page<EarlyAssignment> earlyAssignments(PageQuery query) {
        return clients.earlyAssignments(query);
    }

    @GetMapping("/{smsId}")
    Client get(@PathVariable String smsId) {
        return clients.get(new SmsId(smsId));
    }

    @GetMapping("/{smsId}/record")
    ClientRecord record(@PathVariable String smsId) {
        return clients.record(new SmsId(smsId));
    }

    @GetMapping("/{smsId}/history")
    List<ClientDecision> history(@PathVariable String smsId) {
        return clients.history(new SmsId(smsId));
    }

    @PostMapping("/{smsId}/block")
    Client block(@PathVariable String smsId, @RequestBody(required = false) @Nullable Reason reason) {
        return clients.block(new SmsId(smsId), Reason.text(reason));
    }

    @PostMapping("/{smsId}/unblock")
    Client unblock(@PathVariable String smsId, @RequestBody(required = false) @Nullable Reason reason) {
        return clients.unblock(new SmsId(smsId), Reason.text(reason));
    }

    @PostMapping("/assignments")
    ResponseEntity<Client> assign(@RequestBody AssignmentRequest request) {
        if (request.smsId() == null || request.siteCode() == null) {
            throw GodwitException.invalid(
                    "ASSIGNMENT_INVALID",
                    "An assignment needs an SMSID and a site code.",
                    "Send {\"smsId\": \"GUID:...\", \"siteCode\": \"PS1\"}.");
        }
        Client assigned = clients.assign(new Assignment(
                SmsId.parse(request.smsId()),
                new SiteCode(request.siteCode()),
                request.hardwareId(),
                request.certificateThumbprint()));
        return ResponseEntity.created(URI.create("/api/v1/clients/" + assigned.smsId()))
                .body(assigned);
    }

    record AssignmentRequest(
            @Nullable String smsId,
            @Nullable String siteCode,
            @Nullable String hardwareId,
            @Nullable String certificateThumbprint) {}

    /** @param reason why, for the audit trail */
    record Reason(@Nullable String reason) {
        static String text(@Nullable Reason given) {
            return given == null || given.reason() == null ? "" : given.reason();
        }
    }
}

package org.godwit.job;

import java.util.List;
import org.godwit.client.ClientMigration.ClientPlan;
import org.godwit.client.ClientSelection;
import org.godwit.distribution.ContentMigration.ContentPlan;
import org.godwit.distribution.ContentMigration.ContentSelection;
import org.godwit.job.MigrationPlan.Clients;
import org.godwit.job.MigrationPlan.Content;
import org.godwit.job.MigrationPlan.Transfer;
import org.jspecify.annotations.Nullable;

/** The parts of a plan that other modules make, and what they are asked for. */
final class PlanDraft {

    private PlanDraft() {}

    static Clients clients(ClientPlan plan) {
        return new Clients(plan.create(), plan.update(), plan.skip(), plan.conflict(), plan.blocked(), plan.leftOut());
    }

    static Content content(ContentPlan plan) {
        List<Transfer> items = plan.items().stream()
                .map(i -> new Transfer(
                        i.packageId(),
                        i.contentId(),
                        i.distributionPointId(),
                        i.fate(),
                        i.reason(),
                        i.files(),
                        i.bytes()))
                .toList();
        return new Content(plan.packages(), plan.files(), plan.bytes(), plan.bytesAlreadyThere(), items);
    }

    static @Nullable ClientSelection clientSelection(JobSelection selection) {
        ClientChoice clients = selection.clients();
        return clients == null ? null : clients.selection();
    }

    static ContentSelection contentSelection(JobSelection selection) {
        return new ContentSelection(
                selection.packages().all(), selection.packages().packageIds(), selection.distributionPoints());
    }
}

package org.godwit.site.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.godwit.shared.SmsId;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.ClientBlocks.KnownClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientBlocksTest {

    private static final String METHOD = "/AdminService/wmi/SMS_Collection.BlockClients ";

    private final TestAdminService service = new TestAdminService().has("SMS_CombinedDeviceResources", "ResourceID");
    private final ClientBlocks blocks = service.clientBlocks();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void findsClientsBySmsIdAndSaysWhetherTheyAreBlocked() {
        client(11, 1, true).client(12, 2, false).client(13, 3, true);
        service.with(
                "SMS_CombinedDeviceResources",
                "ResourceID",
                14,
                "SMSID",
                id(1).value().toLowerCase(java.util.Locale.ROOT),
                "IsBlocked",
                false);

        assertThat(blocks.find(List.of(id(1), id(2), id(99))))
                .containsExactlyInAnyOrder(
                        new KnownClient(11, id(1), true),
                        new KnownClient(12, id(2), false),
                        new KnownClient(14, id(1), false));
    }

    @Test
    void findsManyInAFewQuestions() {
        List<SmsId> all = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            client(i, i, false);
            all.add(id(i));
        }

        assertThat(blocks.find(all)).hasSize(100);
        assertThat(service.requests).hasSize(3).allSatisfy(r -> assertThat(r).hasSizeLessThan(8000));
    }

    @Test
    void blocksAndUnblocksByResource() {
        blocks.block(List.of(11L, 12L, 11L));
        blocks.unblock(List.of(13L));
        blocks.block(List.of());

        assertThat(service.requests)
                .containsExactly(
                        METHOD + "{\"Blocked\":true,\"ResourceIDs\":[11,12]}",
                        METHOD + "{\"Blocked\":false,\"ResourceIDs\":[13]}");
        assertThat(blocks.answering()).contains(service.url());
    }

    @Test
    void blocksManyInPortions() {
        blocks.block(LongStream.rangeClosed(1, 1200).boxed().toList());

        assertThat(service.requests).hasSize(3);
    }

    @Test
    void aRefusalIsNoSuccess() {
        service.answeringMethods("{\"ReturnValue\":5}");
        refused(SourceFailure.Cause.NO_PROVIDER_PERMISSION);
        service.refusing("SMS_Collection.BlockClients", 403);
        refused(SourceFailure.Cause.NO_PROVIDER_PERMISSION);
        service.refusing("SMS_Collection.BlockClients", 400);
        refused(SourceFailure.Cause.NETWORK_TIMEOUT);
        service.refusing("SMS_Collection.BlockClients", 401);
        refused(SourceFailure.Cause.UNAUTHORISED);
    }

    private void refused(SourceFailure.Cause cause) {
        assertThatThrownBy(() -> blocks.block(List.of(1L)))
                .isInstanceOfSatisfying(
                        SourceFailure.class, e -> assertThat(e.reason()).isEqualTo(cause));
    }

    private ClientBlocksTest client(long resourceId, int number, boolean blocked) {
        service.with(
                "SMS_CombinedDeviceResources",
                "ResourceID",
                resourceId,
                "SMSID",
                id(number).value(),
                "IsBlocked",
                blocked);
        return this;
    }

    private static SmsId id(int number) {
        return new SmsId("GUID:00000000-0000-0000-0000-%012d".formatted(number));
    }
}

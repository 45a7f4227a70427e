package org.godwit.distribution;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentEvidence.How;
import org.godwit.content.ContentEvidence.ProvenFile;
import org.godwit.content.ContentHash;
import org.godwit.content.FileMark;
import org.godwit.content.PackageManifest;
import org.godwit.content.PackageResult;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** What a server writes of one content transfer, without moving anything. */
public final class TransferLoad {

    private static final int FILES = 20;
    private static final long FILE_BYTES = 100_000;

    private final TransferStore store;
    private final PointTransfers transfers;
    private final EvidenceStore evidence;
    private final TransactionTemplate transaction;

    public TransferLoad(ApplicationContext server) {
        this.store = server.getBean(TransferStore.class);
        this.transfers = server.getBean(PointTransfers.class);
        this.evidence = server.getBean(EvidenceStore.class);
        this.transaction = new TransactionTemplate(
                server.getBean(org.springframework.transaction.PlatformTransactionManager.class));
    }

    /** What an agent said of a package of twenty files: its row from begun to done, its evidence, and the event on the trail. */
    public void publish(long id) {
        ContentTransfer transfer = store.find(id).orElseThrow();
        List<ProvenFile> files = IntStream.range(0, FILES)
                .mapToObj(i -> new ProvenFile(
                        "setup/file" + i + ".dat",
                        String.format(Locale.ROOT, "%064X", id * FILES + i),
                        new FileMark(FILE_BYTES, 1),
                        How.COPIED))
                .toList();
        Map<String, FileMark> marks = new HashMap<>();
        files.forEach(file -> marks.put(file.hash(), file.mark()));
        String contentId = transfer.packageId() + ".1";
        PackageResult result = new PackageResult(
                new PackageManifest(transfer.packageId(), "1", List.of(contentId)),
                false,
                FILES,
                FILES * FILE_BYTES,
                FILES * FILE_BYTES,
                List.of(new ContentEvidence(
                        transfer.packageId(), contentId, null, ContentHash.Verdict.NOT_STATED, null, files)));
        transaction.executeWithoutResult(t -> {
            store.begin(id, null, Instant.now());
            evidence.of(transfer.distributionPointId()).addVerified(marks);
            transfers.published(transfer, result, "bench");
        });
    }
}

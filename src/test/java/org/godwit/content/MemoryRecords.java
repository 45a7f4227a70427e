package org.godwit.content;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Destination records of a test. */
final class MemoryRecords implements DestinationRecords {

    final Map<String, FileMark> marks = new ConcurrentHashMap<>();
    final Map<String, ContentEvidence> contents = new ConcurrentHashMap<>();

    @Override
    public Map<String, FileMark> verified(Collection<String> hashes) {
        Map<String, FileMark> found = new HashMap<>(marks);
        found.keySet().retainAll(hashes);
        return found;
    }

    @Override
    public void addVerified(Map<String, FileMark> more) {
        marks.putAll(more);
    }

    @Override
    public @Nullable ContentEvidence evidence(String contentId) {
        return contents.get(contentId);
    }

    PackageResult keep(PackageResult result) {
        result.evidence().forEach(e -> contents.put(e.contentId(), e));
        return result;
    }
}

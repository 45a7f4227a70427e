package org.godwit.content;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is remembered of one destination library, so that nothing is hashed twice and nothing unverified is trusted. */
public interface DestinationRecords {

    /** Marks of the stored files among these (64 upper-case hex digits) whose bytes were hashed and found right. */
    Map<String, FileMark> verified(Collection<String> hashes);

    /** Remembers files whose stored bytes were hashed and found right. */
    void addVerified(Map<String, FileMark> marks);

    /** What proved a content when it was published; null if it never was. */
    @Nullable ContentEvidence evidence(String contentId);

    /** Remembers nothing. */
    static DestinationRecords none() {
        return new DestinationRecords() {
            @Override
            public Map<String, FileMark> verified(Collection<String> hashes) {
                return Map.of();
            }

            @Override
            public void addVerified(Map<String, FileMark> marks) {}

            @Override
            public @Nullable ContentEvidence evidence(String contentId) {
                return null;
            }
        };
    }
}

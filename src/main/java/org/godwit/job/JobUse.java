package org.godwit.job;

import java.util.Optional;

/** Something that a migration job belongs to, and that would miss it. */
public interface JobUse {

    /** What the job belongs to, as it goes on after "It belongs to "; empty if it does not. */
    Optional<String> of(long jobId);
}

package org.godwit.security;

import java.util.List;

/** A module's share in the security posture. */
public interface PostureChecks {

    /** What the module looks at, in the caller's transaction; a check's name occurs once. */
    List<PostureFinding> posture();
}

package org.godwit.content;

import java.io.IOException;
import java.util.List;

/** Libraries that can give what another one has lost, the nearest first. They stay open as long as the repair takes. */
public interface RepairSources {

    /** Those that may hold a stored file of a package. */
    List<ContentSource> withFile(String packageId, String hash) throws IOException;

    /** Those that may hold a package, whose manifests count only where they state what was proven. */
    List<ContentSource> withPackage(String packageId) throws IOException;

    /** Whether what this library holds was proven by Godwit; else its manifest must state what was. */
    boolean provenThere(ContentSource library);
}

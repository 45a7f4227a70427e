package org.godwit.content;

import java.util.List;

/**
 * A published package that is whole again.
 *
 * @param result with the evidence as it holds now; the bytes moved are those that were brought
 * @param mended what was brought or written again and from where, one plain sentence each; empty if nothing was wrong
 */
public record RepairedPackage(PackageResult result, List<String> mended) {

    public RepairedPackage {
        mended = List.copyOf(mended);
    }
}

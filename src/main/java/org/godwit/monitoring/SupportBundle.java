package org.godwit.monitoring;

import java.time.Instant;
import java.util.List;

/**
 * What helps somebody who helps: texts, with secrets, names and addresses taken out. Whoever asks for it reads it before she
 * saves it or gives it away.
 */
public record SupportBundle(Instant madeAt, List<File> files) {

    /** @param name file name in the bundle */
    public record File(String name, String text) {}
}

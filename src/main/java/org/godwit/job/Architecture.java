package org.godwit.job;

import java.util.Arrays;
import java.util.Optional;

/** Processor architectures of boot images, by the number that {@code v_BootImagePackage.Architecture} holds. */
public enum Architecture {
    X86(0),
    X64(9),
    ARM64(12);

    private final int number;

    Architecture(int number) {
        this.number = number;
    }

    static Optional<Architecture> of(int number) {
        return Arrays.stream(values()).filter(a -> a.number == number).findFirst();
    }
}

package org.godwit.sample;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Repeatable choices: the same seed, purpose and number give the same choices, whatever else is generated. */
final class Chance {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final SplittableRandom random;

    Chance(long seed, String purpose, long number) {
        this.random = new SplittableRandom(mix(seed + 31L * mix(purpose.hashCode()) + 961L * mix(number)));
    }

    /** Spreads a number over all 64 bits (the finaliser of MurmurHash3). */
    static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    long next() {
        return random.nextLong();
    }

    double fraction() {
        return random.nextDouble();
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Upper-case hex digits. */
    String hex(int digits) {
        char[] text = new char[digits];
        long bits = 0;
        for (int i = 0; i < digits; i++) {
            if (i % 16 == 0) {
                bits = random.nextLong();
            }
            text[i] = HEX[(int) (bits & 15)];
            bits >>>= 4;
        }
        return new String(text);
    }

    /** A GUID in upper case without braces. */
    String guid() {
        String h = hex(32);
        return h.substring(0, 8)
                + '-'
                + h.substring(8, 12)
                + '-'
                + h.substring(12, 16)
                + '-'
                + h.substring(16, 20)
                + '-'
                + h.substring(20);
    }

    String lowerGuid() {
        return guid().toLowerCase(Locale.ROOT);
    }

    /** Two hex digits six times, with colons, below a vendor's prefix such as {@code 00:15:5D}. */
    String mac(String prefix) {
        String h = hex(6);
        return prefix + ':' + h.substring(0, 2) + ':' + h.substring(2, 4) + ':' + h.substring(4);
    }
}

package org.godwit.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the first plans of jobs were, in records: objects, clients to be created or updated, and files. A plan is
 * unusually large if it has at least {@link #SMALLEST} records and more than {@link #TIMES} times the median of the jobs
 * planned before it: of its creator's last {@link #OF_CREATOR}, of which there must be three, or of everybody's last {@link
 * #OF_ESTATE}, of which there must be five.
 */
final class JobSizes {

    static final long SMALLEST = 100;
    static final int TIMES = 3;
    private static final int OF_CREATOR = 20;
    private static final int OF_ESTATE = 100;
    private static final int FEWEST_OF_CREATOR = 3;
    private static final int FEWEST_OF_ESTATE = 5;

    /** @param records of the job's first plan */
    record Size(String jobId, String creator, long records) {}

    private final List<Size> sizes;
    private final Map<String, Integer> places = new HashMap<>();

    /** @param sizes in the order in which the jobs were planned first */
    JobSizes(List<Size> sizes) {
        this.sizes = sizes;
        for (int i = 0; i < sizes.size(); i++) {
            places.putIfAbsent(sizes.get(i).jobId(), i);
        }
    }

    boolean large(String jobId) {
        Integer place = places.get(jobId);
        if (place == null || sizes.get(place).records() < SMALLEST) {
            return false;
        }
        Size size = sizes.get(place);
        List<Size> before = sizes.subList(0, place);
        List<Size> hers =
                before.stream().filter(s -> s.creator().equals(size.creator())).toList();
        return exceeds(size, last(hers, OF_CREATOR), FEWEST_OF_CREATOR)
                || exceeds(size, last(before, OF_ESTATE), FEWEST_OF_ESTATE);
    }

    private static boolean exceeds(Size size, List<Size> before, int fewest) {
        if (before.size() < fewest) {
            return false;
        }
        long[] sorted = before.stream().mapToLong(Size::records).sorted().toArray();
        return size.records() > TIMES * Math.max(1, sorted[sorted.length / 2]);
    }

    private static List<Size> last(List<Size> sizes, int most) {
        return sizes.subList(Math.max(0, sizes.size() - most), sizes.size());
    }
}

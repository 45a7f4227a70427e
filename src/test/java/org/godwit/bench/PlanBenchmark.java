package org.godwit.bench;

import java.util.Locale;
import org.godwit.job.PlanningLab;

/** Plans 10,000 objects with 30,000 dependencies, twice; the better time counts. */
public final class PlanBenchmark {

    private static final int OBJECTS = 10_000;
    private static final int DEPENDENCIES = 30_000;
    private static final int ROUNDS = 2;

    private PlanBenchmark() {}

    public static void main(String[] args) {
        PlanningLab lab = new PlanningLab(OBJECTS, DEPENDENCIES);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            if (lab.plan() != OBJECTS) {
                throw new IllegalStateException("a plan has an item for each object");
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        print("objects", OBJECTS, "objects");
        print("dependencies", DEPENDENCIES, "references");
        print("plan_s", best, "s");
        print("objects_per_s", OBJECTS / best, "objects/s");
    }

    private static void print(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench plan %s %.3f %s%n", figure, value, unit);
    }
}

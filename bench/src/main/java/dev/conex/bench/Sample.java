package dev.conex.bench;

import java.util.Arrays;
import java.util.Random;

/// Times of one thing on both sides, in milliseconds, measured in turn.
///
/// @param name what was measured
/// @param bound what the ratio of the medians is to be at most
/// @param ours times of Conex
/// @param theirs times of Docker
@SuppressWarnings("ArrayRecordComponent")
record Sample(String name, double bound, double[] ours, double[] theirs) {
    private static final int RESAMPLES = 2000;

    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }

    double ratio() {
        return quantile(ours, 0.5) / quantile(theirs, 0.5);
    }

    /// The upper end of the 95 % bootstrap interval of the ratio.
    double ratioWorst() {
        Random random = new Random(1);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            ratios[i] = quantile(resample(ours, random), 0.5) / quantile(resample(theirs, random), 0.5);
        }
        return quantile(ratios, 0.975);
    }

    private static double[] resample(double[] values, Random random) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return drawn;
    }

    /// A row of the report's table.
    String row() {
        double worst = ratioWorst();
        String verdict = worst <= bound ? "met" : ratio() <= bound ? "met at the median" : "missed";
        return "| %s | %.1f (%.1f) | %.1f (%.1f) | %.2f (≤ %.2f) | ≤ %.2f | %s |"
                .formatted(
                        name,
                        quantile(ours, 0.5),
                        quantile(ours, 0.95),
                        quantile(theirs, 0.5),
                        quantile(theirs, 0.95),
                        ratio(),
                        worst,
                        bound,
                        verdict);
    }
}

/** Benchmarks: figures as ratios against a baseline taken in the same run (docs/benchmarks.md). */
@NullMarked
package org.godwit.bench;

import org.jspecify.annotations.NullMarked;

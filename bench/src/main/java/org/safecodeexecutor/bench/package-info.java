/// Measures how long a program takes from the call to its result, beside every other way to run it
/// on the same machine. Entry: [Main].
///
/// A [Subject] is one way to run a program. [Rounds] measures all of them in turn, again and again,
/// so that a machine that slows down does so for all. [Promises] measures what has no rival:
/// deadlines, fairness, memory. [Report] is the result, as a table, JSON and a plot.
@NullMarked
package org.safecodeexecutor.bench;

import org.jspecify.annotations.NullMarked;

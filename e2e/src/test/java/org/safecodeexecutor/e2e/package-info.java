/// Tests of the product as a whole: the rules of its architecture, and what only shows with every
/// part in place.
@NullMarked
package org.safecodeexecutor.e2e;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.safecodeexecutor.fuzz;

import org.jspecify.annotations.NullMarked;

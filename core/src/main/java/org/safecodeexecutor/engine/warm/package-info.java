/// Sandboxes that are made before they are asked for, whatever makes them: a [WarmPool] keeps some
/// ready. Knows no engine.
@NullMarked
package org.safecodeexecutor.engine.warm;

import org.jspecify.annotations.NullMarked;

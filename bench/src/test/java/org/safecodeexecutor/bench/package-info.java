@org.jspecify.annotations.NullMarked
package org.safecodeexecutor.bench;

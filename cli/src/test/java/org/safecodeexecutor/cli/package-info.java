/// Tests of the commands: with a product of their own ([FakeProduct]), and once with the real one.
package org.safecodeexecutor.cli;

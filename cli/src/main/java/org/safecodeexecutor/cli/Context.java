package org.safecodeexecutor.cli;

import java.util.Map;

/// What every command is given: the world outside of it.
///
/// @param environment of the process, whole
record Context(
    Console console, Map<String, String> environment, Signals signals, Product product) {}

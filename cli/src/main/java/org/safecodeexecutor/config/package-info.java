/// The settings of the program: [SettingsLoader] lays the documented defaults, a file, the
/// environment and the command line over one another and makes [Settings] of them.
///
/// [KnownSettings] is the only list of keys. The values and their ranges belong to the records that
/// the settings become; this package names the place that a refused value came from. Knows no
/// command and starts nothing.
@NullMarked
package org.safecodeexecutor.config;

import org.jspecify.annotations.NullMarked;

/// Tests of the settings.
package org.safecodeexecutor.config;

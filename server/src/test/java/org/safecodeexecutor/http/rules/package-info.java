/// Tests of the HTTP service, rule by rule.
@NullMarked
package org.safecodeexecutor.http.rules;

import org.jspecify.annotations.NullMarked;

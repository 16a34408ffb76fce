/// Runtime images: a root file system and the command that starts a program in it.
///
/// [ImageCatalogue] finds what is built, [ImageBuilder] builds from a [Recipe], which is data;
/// `docs/images.md` says how and why. Knows no engine.
@NullMarked
package org.safecodeexecutor.image;

import org.jspecify.annotations.NullMarked;

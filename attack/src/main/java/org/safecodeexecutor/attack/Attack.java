package org.safecodeexecutor.attack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safecodeexecutor.api.Limits;

/// One attack, as its file says.
///
/// @param id folder and name of the file
/// @param source where it comes from: a row of the history, an advisory, a manual page, or `own`
/// @param limits what the attacking run may use; the default where the file says nothing
/// @param contained what else is a success of the defence: names of limits that end the run, or the
///   statuses of an answer
/// @param control where the same attack works: see [Control]
/// @param notApplicable by the kind of a target, why it is not tried there
/// @param sections the program or request under the empty name; further parts under theirs
record Attack(
    String id,
    Category category,
    String description,
    String source,
    Kind kind,
    Limits limits,
    List<String> contained,
    String control,
    Map<String, String> notApplicable,
    Map<String, String> sections) {
  /// How an attack is carried out.
  enum Kind {
    /// One program, perhaps with files beside it (sections `file NAME`).
    PROGRAM,
    /// A program (section `victim`) that is attacked while it runs by another.
    PAIR,
    /// A program (section `first`) that is over before the other starts.
    SEQUENCE,
    /// A program that prints an archive in base64, which is then submitted.
    ARCHIVE,
    /// Bytes sent to the service.
    REQUEST
  }

  Attack {
    contained = List.copyOf(contained);
    notApplicable = Map.copyOf(notApplicable);
    sections = Map.copyOf(sections);
  }

  String program() {
    return section("");
  }

  /// Throws [IllegalArgumentException] if the file has no such section.
  String section(String name) {
    return Optional.ofNullable(sections.get(name))
        .orElseThrow(() -> new IllegalArgumentException(id + " has no section " + name));
  }
}

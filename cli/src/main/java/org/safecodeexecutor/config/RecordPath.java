package org.safecodeexecutor.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/// Copies records with one component changed, also deep inside: `server`, `zip`, `entries`.
///
/// By reflection, because Java has no expression for it yet, and a method by hand for each of
/// thirty components would bury what [KnownSettings] says. The records' own constructors check the
/// values.
final class RecordPath {
  private RecordPath() {}

  /// Throws whatever the constructor of the record throws.
  ///
  /// @param path names of components, from the outside to the inside
  static <R extends Record> R with(R record, List<String> path, Object value) {
    @SuppressWarnings("unchecked") // a copy is of the same class
    R copy = (R) copy(record, path, value);
    return copy;
  }

  private static Object copy(Object record, List<String> path, Object value) {
    if (path.isEmpty()) {
      return value;
    }
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values =
        Stream.of(components)
            .map(component ->
                component.getName().equals(path.getFirst())
                    ? copy(read(component, record), path.subList(1, path.size()), value)
                    : read(component, record))
            .toArray();
    return construct(record.getClass(), components, values);
  }

  private static Object read(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.toString(), e);
    }
  }

  private static Object construct(Class<?> type, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new LinkageError(type.toString(), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.toString(), e);
    }
  }
}

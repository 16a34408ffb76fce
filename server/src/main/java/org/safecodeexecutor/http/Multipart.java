package org.safecodeexecutor.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Promise;
import org.safecodeexecutor.http.rules.Refusal;
import org.safecodeexecutor.http.rules.RunRequest;

/// Takes a `multipart/form-data` body apart, in memory: an upload never becomes a file of the host.
final class Multipart {
  private static final int MOST_PARTS = 8;

  private Multipart() {}

  static List<RunRequest.Part> parts(String contentType, byte[] body) {
    String boundary =
        boundary(contentType)
            .orElseThrow(
                () -> new Refusal(400, "The multipart body has no boundary in its Content-Type"));
    CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
    parser(boundary).parse(source(body), Promise.Invocable.toPromise(parsed));
    try (var parts = parsed.join()) {
      List<RunRequest.Part> all = new ArrayList<>();
      for (MultiPart.Part part : parts) {
        all.add(part(part));
      }
      return all;
    } catch (CompletionException | IOException | IllegalStateException e) {
      throw new Refusal(400, "The multipart body is malformed");
    }
  }

  private static Optional<String> boundary(String contentType) {
    try {
      return Optional.ofNullable(MultiPart.extractBoundary(contentType))
          .filter(boundary -> !boundary.isEmpty());
    } catch (IllegalArgumentException openQuote) {
      return Optional.empty();
    }
  }

  private static MultiPartFormData.Parser parser(String boundary) {
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    // SECURITY: uploads in a shared temp folder are readable by others and stay behind — no files
    parser.setMaxMemoryFileSize(-1);
    parser.setUseFilesForPartsWithoutFileName(false);
    parser.setMaxParts(MOST_PARTS);
    return parser;
  }

  private static Content.Source source(byte[] body) {
    return Content.Source.from(ByteBuffer.wrap(body));
  }

  private static RunRequest.Part part(MultiPart.Part part) throws IOException {
    String name = Optional.ofNullable(part.getName()).orElse("");
    ByteBuffer bytes = Content.Source.asByteBuffer(part.getContentSource());
    var content = org.safecodeexecutor.api.Content.of(BufferUtil.toArray(bytes));
    return new RunRequest.Part(name, part.getFileName() != null, content);
  }
}

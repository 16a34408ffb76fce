package org.safecodeexecutor.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.image.RuntimeImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sce image`: the root file systems that programs run in.
@Command(
    name = "image",
    header = {"Build, list and remove the images that programs run in.", ""},
    description = {
      "",
      "An image is a root file system with a language in it, kept in the data directory. `serve`"
          + " and `run` build the default one, python, by themselves.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  sce image build", "  sce image build python --force", "  sce image list"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; the message says why", "2:bad usage"})
final class ImageCommand {
  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  /// Builds one.
  @Command(
      name = "build",
      header = {"Build an image, unless it is up to date.", ""})
  static final class Build implements Callable<Integer> {
    private final Context context;

    @Mixin private SettingsOptions options = new SettingsOptions();

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "The image; ${DEFAULT-VALUE} unless named.",
        defaultValue = "python")
    private String name = "python";

    @Option(names = "--force", description = "Build even if the image is up to date.")
    private boolean force;

    @Option(
        names = "--mirror",
        paramLabel = "URL",
        description = "Take the packages from here instead of this machine's package sources.")
    private @Nullable String mirror;

    @Option(
        names = "--base",
        paramLabel = "IMAGE",
        description =
            "With --engine docker: the image with Python to build on, python:3.11-slim unless"
                + " named; `rootfs` builds one here first and needs no registry.")
    private @Nullable String base;

    Build(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      RuntimeImage image =
          images(options, context)
              .build(
                  new RuntimeId(name),
                  new Images.Order(force, Optional.ofNullable(mirror), Optional.ofNullable(base)),
                  context);
      context.console().print("%s  %s".formatted(image.id(), image.digest()));
      return ExitCode.OK;
    }
  }

  /// Lists all.
  @Command(
      name = "list",
      header = {"List the images that are there.", ""})
  static final class Listing implements Callable<Integer> {
    private final Context context;

    @Mixin private SettingsOptions options = new SettingsOptions();

    Listing(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Table table = new Table();
      table.add("NAME", "DIGEST", "DIRECTORY");
      for (RuntimeImage image : images(options, context).list()) {
        table.add(image.id().name(), image.digest(), image.rootfs().toString());
      }
      table.lines().forEach(context.console()::print);
      return ExitCode.OK;
    }
  }

  /// Removes all of one name.
  @Command(
      name = "rm",
      header = {"Remove every image of a name.", ""})
  static final class Removal implements Callable<Integer> {
    private final Context context;

    @Mixin private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "NAME", description = "The image.")
    private String name = "";

    Removal(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      if (!images(options, context).remove(new RuntimeId(name))) {
        throw new CommandFailed("there is no image %s; `sce image list` shows all".formatted(name));
      }
      return ExitCode.OK;
    }
  }

  private static Images images(SettingsOptions options, Context context) {
    var settings = options.load(context.environment()).settings();
    return context.product().images(settings.sandboxes());
  }
}

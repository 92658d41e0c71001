package io.infer4j.rally.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallyListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The run and its events as one JSON object. After each event the brackets that are still open are
 * closed on the disk, and the next event is written over them: the file is valid whenever it stops,
 * even if the process is killed.
 */
final class EventsJson implements RallyListener, AutoCloseable {
  private static final byte[] END = "\n  ]\n}\n".getBytes(StandardCharsets.UTF_8);

  private final Path path;
  private final FileChannel channel;
  private final JsonGenerator json;

  EventsJson(Path path, RallyRun run) {
    this.path = path;
    try {
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter()
              .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
              .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      json =
          JsonMapper.builder()
              .build()
              .createGenerator(Channels.newOutputStream(channel))
              .setPrettyPrinter(printer);
      json.writeStartObject();
      json.writePOJOField("run", run);
      json.writeArrayFieldStart("events");
      settle();
    } catch (IOException e) {
      throw TextFile.failure(path, e);
    }
  }

  @Override
  public void onEvent(RallyEvent event) {
    try {
      json.writeStartObject();
      json.writeNumberField("frame", event.frame());
      json.writeNumberField("seconds", event.seconds());
      json.writeStringField("timecode", Timecode.of(event.seconds()));
      json.writeNumberField("score", event.score());
      json.writePOJOField("attributes", event.attributes());
      json.writeEndObject();
      settle();
    } catch (IOException e) {
      throw TextFile.failure(path, e);
    }
  }

  /** Everything to the disk, with an end that what comes next overwrites. */
  private void settle() throws IOException {
    json.flush();
    long position = channel.position();
    channel.write(ByteBuffer.wrap(END));
    channel.position(position);
  }

  /** The last word: what was measured. */
  void finish(RallyFigures figures) {
    try {
      json.writeEndArray();
      json.writePOJOField("figures", figures);
      json.writeEndObject();
      json.flush();
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      channel.truncate(channel.position());
    } catch (IOException e) {
      throw TextFile.failure(path, e);
    }
  }

  /** Leaves a valid file also without a last word. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw TextFile.failure(path, e);
    }
  }
}

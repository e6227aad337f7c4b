package assay.workers.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client's requests over one connection, with as little work of its own as it can: a client
 * shares the processors with the server that it measures.
 */
final class KeptConnection {
  /** What came back; the body is JSON. */
  record Reply(int status, String body) {
    /** The whole number of the first field with this name. */
    long number(String field) throws IOException {
      String name = "\"" + field + "\":";
      int from = body.indexOf(name);
      if (from < 0) {
        throw new IOException("no " + field + " in " + body);
      }
      int begin = from + name.length();
      while (body.charAt(begin) == ' ') {
        begin++;
      }
      int end = begin;
      while (Character.isDigit(body.charAt(end))) {
        end++;
      }
      return Long.parseLong(body, begin, end, 10);
    }
  }

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final int PATIENCE = 60_000;

  private final URI server;
  private final String identity;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  /**
   * @param identity the header that says who asks
   */
  KeptConnection(String server, String identity) {
    this.server = URI.create(server);
    this.identity = identity;
  }

  Reply get(String path) throws IOException {
    return send("GET", path, "", Map.of());
  }

  Reply post(String path, String body) throws IOException {
    return post(path, body, JSON);
  }

  Reply post(String path, String body, Map<String, String> headers) throws IOException {
    return send("POST", path, body, headers);
  }

  private Reply send(String method, String path, String body, Map<String, String> headers)
      throws IOException {
    StringBuilder more = new StringBuilder();
    headers.forEach((name, value) -> more.append(name + ": " + value + "\r\n"));
    String request =
        "%s %s HTTP/1.1\r\nHost: %s:%d\r\n%s\r\nContent-Length: %d\r\n%s\r\n%s"
            .formatted(
                method,
                path,
                server.getHost(),
                server.getPort(),
                identity,
                body.length(),
                more,
                body);
    try {
      Socket open = socket == null ? connect() : socket;
      open.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connect() throws IOException {
    Socket made = new Socket(server.getHost(), server.getPort());
    made.setTcpNoDelay(true);
    made.setSoTimeout(PATIENCE);
    in = new BufferedInputStream(made.getInputStream());
    socket = made;
    return made;
  }

  private Reply read() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean last = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        throw new IOException("an answer in chunks: " + line);
      }
      last |= header.equals("connection: close");
    }
    byte[] body = stream().readNBytes(length);
    if (last) {
      close();
    }
    return new Reply(status, new String(body, StandardCharsets.UTF_8));
  }

  private InputStream stream() throws IOException {
    if (in == null) {
      throw new IOException("closed");
    }
    return in;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = stream().read(); c != '\n'; c = stream().read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
    socket = null;
    in = null;
  }
}

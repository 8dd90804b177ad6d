// worker: carries the votes from the queue to the database. It never listens, it only asks others.
//
// It is compiled with the JDK (`javac Worker.java`) and started with `java Worker`; to run it, the
// smaller JRE is enough. Its class path must also hold the JDBC driver of PostgreSQL, a file named
// postgresql.jar, which is not needed to compile it.
//
// Over and over again it
//
//     looks at the first vote in the list `votes` of redis,
//     writes it to the table `votes` of the database, one row for each voter,
//     removes it from the list.
//
// In this order, a vote is never lost: if the worker is stopped half-way, the vote is still in the
// list, and is written once more later. That changes nothing, because a voter has only one row.
//
// It finds the others by their names, redis and db. The password of the database is in the
// environment variable POSTGRES_PASSWORD.

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

public class Worker {
  static final String LIST = "votes";
  static final int PAUSE = 100; // milliseconds between two looks into an empty list
  static final int PATIENCE = 5000; // milliseconds that redis or the database may take to answer

  static final String TABLE =
      "CREATE TABLE IF NOT EXISTS votes (voter text PRIMARY KEY, choice text NOT NULL)";
  // A voter who is there already gets the new choice instead of a second row: that is an "upsert".
  static final String UPSERT =
      "INSERT INTO votes (voter, choice) VALUES (?, ?)"
          + " ON CONFLICT (voter) DO UPDATE SET choice = EXCLUDED.choice";

  public static void main(String[] args) throws InterruptedException {
    // Java remembers for half a minute which address a name has. A container that was made anew
    // may have another one: ask again soon.
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    log("The worker starts.");
    while (true) {
      try (Redis redis = new Redis("redis", 6379);
          Connection db = connect()) {
        log("Connected to redis and to the database: waiting for votes.");
        while (true) {
          if (!carryOne(redis, db)) Thread.sleep(PAUSE);
        }
      } catch (IOException | SQLException error) {
        // Is one of them still starting, or gone? It may be back soon.
        log("That did not work, next try in a second: " + error.getMessage());
        Thread.sleep(1000);
      }
    }
  }

  /** Carries the first vote; false when there is none. */
  static boolean carryOne(Redis redis, Connection db) throws IOException, SQLException {
    String vote = redis.ask("LINDEX", LIST, "0");
    if (vote == null) return false;
    String[] words = vote.split(" ");
    if (words.length == 2) {
      try (PreparedStatement upsert = db.prepareStatement(UPSERT)) {
        upsert.setString(1, words[0]);
        upsert.setString(2, words[1]);
        upsert.executeUpdate();
      }
      log("Voter " + words[0] + " votes for " + words[1] + ".");
    } else {
      log("That is no vote: " + vote);
    }
    // Not "remove the first one": with a second worker, that might be another vote by now.
    redis.ask("LREM", LIST, "1", vote);
    return true;
  }

  static Connection connect() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("user", "postgres");
    settings.setProperty("password", System.getenv().getOrDefault("POSTGRES_PASSWORD", ""));
    settings.setProperty("connectTimeout", String.valueOf(PATIENCE / 1000)); // these are in seconds
    settings.setProperty("socketTimeout", String.valueOf(PATIENCE / 1000));
    Connection db = DriverManager.getConnection("jdbc:postgresql://db/postgres", settings);
    try (Statement statement = db.createStatement()) {
      statement.execute(TABLE);
    }
    return db;
  }

  static void log(String text) {
    System.out.println(text);
  }

  /** As much of the redis protocol as two commands need: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
  static class Redis implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    Redis(String host, int port) throws IOException {
      try {
        socket.connect(new InetSocketAddress(host, port), PATIENCE);
      } catch (IOException error) {
        socket.close();
        throw new IOException(host + ": " + error.getMessage(), error);
      }
      socket.setSoTimeout(PATIENCE);
      in = new BufferedInputStream(socket.getInputStream());
    }

    /** A question is an array of strings. The answer is a string, a number, nothing, or an error. */
    String ask(String... words) throws IOException {
      StringBuilder question = new StringBuilder("*" + words.length + "\r\n");
      for (String word : words) {
        int length = word.getBytes(StandardCharsets.UTF_8).length;
        question.append("$").append(length).append("\r\n").append(word).append("\r\n");
      }
      socket.getOutputStream().write(question.toString().getBytes(StandardCharsets.UTF_8));
      String line = line();
      return switch (line.charAt(0)) {
        case '$' -> bytes(Integer.parseInt(line.substring(1)));
        case '-' -> throw new IOException("redis: " + line.substring(1));
        default -> line.substring(1);
      };
    }

    private String bytes(int length) throws IOException {
      if (length < 0) return null;
      byte[] bytes = in.readNBytes(length);
      line();
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) throw new IOException("redis: the connection was closed");
        if (next != '\r') line.append((char) next);
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

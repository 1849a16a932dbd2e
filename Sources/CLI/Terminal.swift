import Foundation

/// What the command line writes: data to standard output, everything else to standard error.
enum Terminal {
    /// Whether standard error is a terminal a person watches.
    static var isInteractive: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Writes a line of results.
    static func out(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    /// Writes bytes of results as they are.
    static func out(bytes: [UInt8]) {
        write(bytes: bytes, to: STDOUT_FILENO)
    }

    /// Writes text of results that ends its own lines.
    static func write(_ text: String) {
        out(bytes: Array(text.utf8))
    }

    /// Writes a line for the person at the terminal.
    static func say(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Rewrites the current line of the terminal; silent when nobody watches.
    static func status(_ text: String) {
        guard isInteractive else { return }
        write("\r\u{1B}[2K" + text, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to file: Int32) {
        write(bytes: Array(text.utf8), to: file)
    }

    private static func write(bytes: [UInt8], to file: Int32) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Foundation.write(file, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
                if count < 0, errno == EINTR { continue }
                // A closed pipe (`| head`) ends the program by SIGPIPE.
                guard count > 0 else { return giveUp(on: file, errno) }
                offset += count
            }
        }
    }
}

extension Terminal {
    /// Results that cannot be written end the program as a failure: a full disk must not pass for a whole export.
    private static func giveUp(on file: Int32, _ reason: Int32) {
        // What cannot be told on standard error has nowhere to be told.
        guard file == STDOUT_FILENO else { return }
        let cause = String(cString: strerror(reason))
        say(
            FailureText.line(
                for: CommandError(
                    .notWritten,
                    es: "No se pudo escribir la salida. Revise el espacio en disco. [\(cause)]",
                    en: "The output could not be written: \(cause). Check the space on the disk."
                )
            )
        )
        exit(1)
    }
}

/// A progress bar on a terminal; silent elsewhere.
struct ProgressBar {
    /// What is being done.
    var label: String
    private var lastShown = -1
    private var lastLabel = ""

    /// A bar with `label` in front.
    init(label: String) {
        self.label = label
    }

    /// Shows `done` of `total`.
    mutating func show(done: Int, total: Int) {
        let percent = total > 0 ? min(100, done * 100 / total) : 100
        guard percent != lastShown || label != lastLabel else { return }
        lastLabel = label
        lastShown = percent
        let filled = percent * 30 / 100
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        Terminal.status("\(label) \(bar) \(percent) %")
    }

    /// Removes the bar.
    func finish() {
        Terminal.status("")
    }
}

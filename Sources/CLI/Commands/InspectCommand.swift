import ArgumentParser
import Foundation
import Intake

/// `recaudo inspect`: what an unknown backup holds, and a profile drafted from it.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Look into a backup of any layout and draft the profile that reads it.",
        discussion: """
            PATH is a file, or a folder or zip of one source's files. Nothing is written to the book. Compare the totals \
            with the phone, answer the questions, and give the profile to recaudo sync --profile.
            """
    )

    @OptionGroup var speech: SpeechOptions

    @Argument(help: "Backup to look into.")
    var path: String

    @Option(help: "File to write the drafted profile to (.yaml).")
    var write: String?

    @Flag(help: "Write over a file that is there.")
    var force = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Flag(help: "Only read every table to its end and count its rows.")
    var rows = false

    func run() async throws {
        try BackupPath.check(path)
        if rows { return try Terminal.out(bytes: RowCountText.bytes(Inspector.rowCounts(path: path), asJSON: json)) }
        if let write { try checkTarget(write) }
        let report = try Inspector.inspect(path: path)
        if let write { try save(report.profileYAML, to: write) }
        if json {
            Terminal.out(bytes: report.json + [0x0A])
        } else {
            Terminal.out(InspectionSummary.text(report, written: write))
        }
    }

    private func checkTarget(_ target: String) throws {
        guard !force, FileManager.default.fileExists(atPath: target) else { return }
        throw CommandError(
            .notWritten,
            es: "\(target) ya existe, y no se escribió nada. Elija otro nombre, o agregue --force.",
            en: "\(target) is there already and nothing was written. Choose another name, or add --force."
        )
    }

    private func save(_ text: String, to target: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: target), options: .atomic)
        } catch {
            let reason = (error as NSError).localizedDescription
            throw CommandError(
                .notWritten,
                es: "No se puede escribir \(target). Revise la carpeta y sus permisos. [\(reason)]",
                en: "\(target) cannot be written: \(reason). Check the folder and its rights."
            )
        }
    }
}

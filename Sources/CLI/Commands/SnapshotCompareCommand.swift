import ArgumentParser
import Codecs
import Lending
import LoanBook
import Reporting

extension SnapshotCommand {
    /// `recaudo snapshot compare`.
    struct Compare: AsyncParsableCommand {
        private static let limitMax = 1000

        static let configuration = CommandConfiguration(
            abstract: "Say what changed between two snapshots: records, fields and totals.",
            discussion: """
                The snapshots may be given in any order and need not follow one another; what was undone in between is no \
                change. Records are named by their public ids; of people it only says that something about them changed.
                """
        )

        @OptionGroup var options: TenantOptions

        @Argument(help: "Id of a snapshot (sn_...), from `snapshot list`.")
        var one: String

        @Argument(help: "Id of another.")
        var other: String

        @Option(help: "How many records of each kind to list, 0 to 1000.")
        var limit = 20

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() async throws {
            guard (0...Self.limitMax).contains(limit) else {
                throw CommandError(
                    .badValue,
                    es: "--limit: \(limit) no está entre 0 y \(Self.limitMax).",
                    en: "--limit: \(limit) is not between 0 and \(Self.limitMax)."
                )
            }
            let (book, tenant) = try options.open()
            let comparison = try book.compare(
                SnapshotID(one),
                with: SnapshotID(other),
                tenant: tenant.id,
                limit: limit
            )
            if json {
                Terminal.out(bytes: ComparisonSummary.json(comparison, tenant: tenant) + [0x0A])
            } else {
                Terminal.out(ComparisonSummary.text(comparison))
            }
        }
    }
}

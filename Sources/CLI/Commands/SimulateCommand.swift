import ArgumentParser
import Codecs
import Lending
import Simulator

/// `recaudo simulate`: backups of an invented lender, with the truth beside them.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Write backups of an invented lender in the PrestaCOP layout, with the truth beside them.",
        discussion:
            "The same options give the same rows on any machine. truth.json beside the files holds the true figures."
    )

    @Option(name: [.short, .long], help: "Folder to write; created when missing.")
    var output: String

    @Option(help: "Seed of the generator.")
    var seed: UInt64 = 1

    @Option(help: "Number of routes.")
    var routes = 2

    @Option(help: "Clients of each route.")
    var clients = 40

    @Option(help: "Size by loans instead of routes: many routes with short histories, up to 1000000.")
    var loans: Int?

    @Option(help: "Days of history.")
    var days: Int?

    @Option(help: "How many of the last nights to write, each as a backup of its own.")
    var nights = 1

    @Option(help: "Last business day (yyyy-MM-dd).")
    var endDate: String?

    @Option(help: "Share of routes with a dishonest collector, in percent; 'all' plants each known pattern once.")
    var dishonest = "0"

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        let options = try simulationOptions()
        var bar = ProgressBar(label: "simulate")
        let summary = try Simulation(options).write(to: output) { progress in
            bar.show(done: Int(progress.fraction * 1000), total: 1000)
        }
        bar.finish()
        if json {
            Terminal.out(bytes: SimulateCommand.json(summary, folder: output) + [0x0A])
        } else {
            Terminal.out(SimulateCommand.text(summary))
        }
    }

    private func simulationOptions() throws -> SimulationOptions {
        var options = SimulationOptions(seed: seed, routes: routes, clientsPerRoute: clients)
        if let loans, !(1...1_000_000).contains(loans) {
            throw CommandError(
                .badValue,
                es: "--loans: \(loans) no está entre 1 y 1000000.",
                en: "--loans: \(loans) is not between 1 and 1000000."
            )
        }
        if let loans { options = .large(loans: loans, seed: seed) }
        if let days { options.days = days }
        options.nights = nights
        if let endDate {
            guard let day = CivilDate(iso: endDate) else {
                throw CommandError(
                    .badValue,
                    es: "--end-date: \"\(endDate)\" no es un día escrito yyyy-MM-dd.",
                    en: "--end-date: \"\(endDate)\" is not a day written yyyy-MM-dd."
                )
            }
            options.endDate = day
        }
        if dishonest == "all" {
            options.dishonesty = .everything
        } else if let percent = Int(dishonest) {
            if percent > 0 || loans == nil { options.dishonesty = percent == 0 ? .none : .fraction(percent: percent) }
        } else {
            throw CommandError(
                .badValue,
                es: "--dishonest: \"\(dishonest)\" no es un porcentaje ni 'all'.",
                en: "--dishonest: \"\(dishonest)\" is neither a percentage nor 'all'."
            )
        }
        return options
    }

    private static func text(_ summary: SimulationSummary) -> String {
        summary.nights.map { night in
            let total = night.total
            return "\(night.path) (\(night.date.isoText))\n  "
                + Speech.pick(
                    es: "\(total.customers) clientes, \(total.activeLoans) préstamos activos, "
                        + "\(total.outstanding.decimalText) en la calle, \(total.payments) pagos por "
                        + "\(total.paid.decimalText), \(total.boxCash.decimalText) en caja, "
                        + "\(night.frauds.count) fraudes sembrados",
                    en: "\(total.customers) customers, \(total.activeLoans) active loans, "
                        + "\(total.outstanding.decimalText) outstanding, \(total.payments) payments of "
                        + "\(total.paid.decimalText), \(total.boxCash.decimalText) in the box, "
                        + "\(night.frauds.count) frauds planted"
                )
        }.joined(separator: "\n")
    }

    private static func json(_ summary: SimulationSummary, folder: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("output", folder)
        writer.beginArray("nights")
        for night in summary.nights {
            writer.beginObject()
            writer.field("path", night.path)
            writer.field("date", night.date.isoText)
            writer.field("customers", night.total.customers)
            writer.field("active_loans", night.total.activeLoans)
            writer.field("outstanding", night.total.outstanding.decimalText)
            writer.field("payments", night.total.payments)
            writer.field("paid", night.total.paid.decimalText)
            writer.field("box_cash", night.total.boxCash.decimalText)
            writer.field("frauds", night.frauds.count)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

import Intake
import Lending
import LoanBook
import Machine
import ServiceLifecycle
import Simulator

/// A simulated lender at work beside the server: part of a day passes at each tick, and its backup is synced again.
///
/// Owns a thread of its own; the lender is used on that thread only.
struct LenderAtWork: Service {
    /// Steps that make a day, by the wall-clock time they end at.
    private static let hours = [9, 11, 13, 15, 17]

    /// The lock is the pool's single thread: `lender` is touched in `step` only, which runs there.
    private final class Held: @unchecked Sendable {
        let lender: LiveLender
        var steps = 0

        init(_ lender: LiveLender) {
            self.lender = lender
        }
    }

    private let held: Held
    private let run: SyncRun
    private let tick: Int

    /// `lender` moves every `tick` seconds and is synced by `run`.
    init(lender: LiveLender, run: SyncRun, tick: Int) {
        held = Held(lender)
        self.run = run
        self.tick = tick
    }

    /// Moves until the program is told to stop.
    func run() async throws {
        let pool = BlockingPool(threads: 1)
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(tick))
                } catch is CancellationError {
                    return
                }
                let line = try await pool.run { [self] in try step() }
                Terminal.say(line)
            }
        }
        try await pool.shutdown()
    }

    private static func isDayOff(_ day: CivilDate) -> Bool {
        day.weekday == .sunday || HolidayCalendar.colombia.isHoliday(day)
    }

    private func step() throws -> String {
        // Nothing is collected on Sundays and holidays: those days pass at once, so that each tick shows work.
        while !held.lender.isDayOpen, Self.isDayOff(held.lender.date.adding(days: 1)) {
            _ = try held.lender.finishDay()
            held.steps = 0
        }
        let hour = Self.hours.indices.contains(held.steps) ? Self.hours[held.steps] : nil
        held.steps = hour == nil ? 0 : held.steps + 1
        let moved =
            if let hour {
                try held.lender.advance(to: DayTime(secondOfDay: hour * 3600))
            } else {
                try held.lender.finishDay()
            }
        let result = try run.run(path: held.lender.directory)
        let milliseconds = Int(result.seconds * 1000)
        return Speech.pick(
            es: "demo: \(moved.date.isoText) \(hour.map { "hasta las \($0):00" } ?? "cuadrado"): "
                + "\(moved.newPayments) pagos, \(result.outcome.changes) cambios en \(milliseconds) ms",
            en: "demo: \(moved.date.isoText) \(hour.map { "until \($0):00" } ?? "settled"): "
                + "\(moved.newPayments) payments, \(result.outcome.changes) changes in \(milliseconds) ms"
        )
    }
}

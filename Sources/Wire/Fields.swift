import Codecs
import Lending

extension JSONWriter {
    /// Writes an amount as a decimal string.
    mutating func field(_ name: StaticString, _ amount: Money?) {
        field(name, hundredths: amount?.minorUnits)
    }

    /// Writes a business day.
    mutating func field(_ name: StaticString, _ day: CivilDate?) {
        guard let day else { return fieldNull(name) }
        let parts = day.parts
        guard (0...9999).contains(parts.year) else { return fieldNull(name) }
        field(name, year: parts.year, month: parts.month, day: parts.day)
    }

    /// Writes a time of day.
    mutating func field(_ name: StaticString, _ time: DayTime?) {
        guard let time else { return fieldNull(name) }
        let second = time.secondOfDay
        field(name, hour: second / 3600, minute: second / 60 % 60, second: second % 60)
    }

    /// Writes an id.
    mutating func field<Kind: Noun>(_ name: StaticString, _ id: Identifier<Kind>?) {
        field(name, id?.text)
    }

    /// Writes a state by its wire name.
    mutating func field<State: RawRepresentable<String>>(_ name: StaticString, _ state: State) {
        field(name, state.rawValue)
    }
}

extension JSONFieldReader {
    /// An amount, nil for null.
    mutating func money(_ name: StaticString) throws(JSONError) -> Money? {
        try hundredths(name).map(Money.init(minorUnits:))
    }

    /// A business day, nil for null.
    mutating func day(_ name: StaticString) throws(JSONError) -> CivilDate? {
        guard let parts = try date(name) else { return nil }
        guard let day = CivilDate(year: parts.year, month: parts.month, day: parts.day) else {
            throw .mismatch("\(name)", expected: "a day of the calendar")
        }
        return day
    }

    /// A time of day, nil for null.
    mutating func time(_ name: StaticString) throws(JSONError) -> DayTime? {
        try secondOfDay(name).map(DayTime.init(secondOfDay:))
    }

    /// An integer as `Int`, nil for null.
    mutating func count(_ name: StaticString) throws(JSONError) -> Int? {
        try integer(name).map(Int.init)
    }

    /// An id, nil for null.
    mutating func id<Kind: Noun>(_ name: StaticString, of kind: Kind.Type) throws(JSONError) -> Identifier<Kind>? {
        guard let text = try text(name) else { return nil }
        return Identifier(text)
    }

    /// A state by its wire name.
    mutating func state<State: RawRepresentable<String>>(
        _ name: StaticString,
        of kind: State.Type
    ) throws(JSONError) -> State {
        let text = try text(name).orMissing(name)
        guard let state = State(rawValue: text) else { throw .mismatch("\(name)", expected: "one of the known states") }
        return state
    }
}

extension Optional {
    /// The value, which the field `name` must have.
    func orMissing(_ name: StaticString) throws(JSONError) -> Wrapped {
        guard let self else { throw .missing("\(name)") }
        return self
    }
}

/// How the draft reads the cells of a column, and what stays open about it.
struct TransformChoice {
    let transform: DraftTransform
    var question: InspectedQuestion?
    /// What was seen, for the evidence.
    let seen: InspectionText

    /// The transform of a field from `column`, called `place` in questions.
    init(_ field: DraftField, _ column: ColumnScan, place: String, isFraction: Bool = false) {
        switch field {
        case .principal, .total, .installment, .balance, .paid, .interest, .amount, .balanceAfter, .dueAmount,
            .paidAmount,
            .collected, .lent, .expenses, .closing, .opening, .portfolio, .cash, .lateInterestOwed:
            self.init(money: column)
        case .flatRate:
            let fraction = isFraction
            self.init(
                fraction ? .fraction : .percent,
                es: fraction ? "fracción" : "porcentaje",
                en: fraction ? "a fraction" : "a percentage"
            )
        case .installmentCount, .termDays, .visitOrder, .paymentsCount:
            self.init(.integer, es: "números enteros", en: "whole numbers")
        case .date, .disbursedOn, .firstDueOn, .lastDueOn, .lastPaymentOn, .closedOn, .dueOn, .paidOn:
            self.init(day: column, place: place)
        case .time: self.init(time: column)
        case .document: self.init(.identity, es: "identificación", en: "identity numbers")
        case .number where column.isWhole: self.init(.integer, es: "números enteros", en: "whole numbers")
        case .frequency: self.init(frequency: column)
        default: self.init(.text, es: "texto", en: "text")
        }
    }

    private init(_ transform: DraftTransform, es: String, en: String, question: InspectedQuestion? = nil) {
        self.transform = transform
        self.question = question
        seen = InspectionText(es: es, en: en)
    }

    private init(money column: ColumnScan) {
        let transform = DraftTransform.money(of: column)
        switch transform {
        case .groupedMoney: self.init(transform, es: "dinero en texto como 1.234,56", en: "money in text like 1.234,56")
        case .groupedMoneyEnglish:
            self.init(transform, es: "dinero en texto como 1,234.56", en: "money in text like 1,234.56")
        case .minorMoney: self.init(transform, es: "centavos", en: "cents")
        default: self.init(transform, es: "números", en: "numbers")
        }
    }

    private init(frequency column: ColumnScan) {
        var words: [String: [String]] = [:]
        for label in (column.labels ?? [:]).keys.sorted() where !label.isEmpty {
            if let name = FrequencyWords.frequency(of: label) { words[name, default: []].append(label) }
        }
        self.init(.frequency(words), es: "palabras de frecuencia", en: "words of frequency")
    }

    private init(time column: ColumnScan) {
        if column.isDate {
            let day = TransformChoice(day: column, place: column.name)
            if case .instant = day.transform {
                self = day
                return
            }
        }
        self.init(.time(TimeText.best(of: column.shape.timeForms)), es: "horas", en: "times of day")
    }

    /// A day in text, or a moment in text or as a number.
    private init(day column: ColumnScan, place: String) {
        let shape = column.shape
        if shape.share(shape.epochMilliseconds) >= 0.95 {
            self.init(.instant(["epoch_ms"], zone: "utc"), es: "milisegundos desde 1970", en: "milliseconds since 1970")
            return
        }
        if column.isEpoch, shape.dateShare < 0.5 {
            self.init(.instant(["epoch_s"], zone: "utc"), es: "segundos desde 1970", en: "seconds since 1970")
            return
        }
        let monthFirst = shape.secondMax > 12 && shape.firstMax <= 12
        let isNamed = !shape.dates.isEmpty && shape.dates.keys.allSatisfy(\.isMonthWord)
        let isOpen = !isNamed && shape.firstMax > 0 && shape.firstMax <= 12 && shape.secondMax <= 12
        let forms = shape.dates.sorted { ($0.value, $0.key.separator) > ($1.value, $1.key.separator) }.map(\.key)
        let patterns = forms.reduce(into: [String]()) { list, form in
            let pattern = Self.pattern(form, monthFirst: monthFirst, isUnpadded: shape.isUnpadded)
            if !list.contains(pattern) { list.append(pattern) }
        }
        var question: InspectedQuestion?
        if isOpen {
            question = InspectedQuestion(
                id: "date_order:\(place)",
                question: InspectionText(
                    es: "¿En \(place) va primero el día o el mes? Ningún día pasa de 12.",
                    en: "In \(place), does the day or the month come first? No day is above 12."
                ),
                choices: ["day_first", "month_first"],
                assumed: "day_first"
            )
        }
        let seen = patterns.joined(separator: ", ")
        guard forms.contains(where: { $0.clock != .none }) else {
            self.init(.date(patterns), es: "fechas \(seen)", en: "dates \(seen)", question: question)
            return
        }
        let isUTC = forms.contains { $0.zone != .none }
        let nights = shape.hours[1...4].reduce(0, +)
        let looksUTC = !isUTC && Double(nights) > 0.02 * Double(max(1, shape.seen))
        if looksUTC, question == nil {
            question = InspectedQuestion(
                id: "zone:\(place)",
                question: InspectionText(
                    es: "¿Están las horas de \(place) en UTC? Hay muchas de madrugada.",
                    en: "Are the times of \(place) in UTC? Many fall in the small hours."
                ),
                choices: ["utc", "local"],
                assumed: "utc"
            )
        }
        self.init(
            .instant(patterns, zone: isUTC || looksUTC ? "utc" : "local"),
            es: "momentos \(seen)",
            en: "moments \(seen)",
            question: question
        )
    }

    private static func pattern(_ form: DateText.Form, monthFirst: Bool, isUnpadded: Bool) -> String {
        let iso = form.isYearFirst && form.separator == 0x2D
        if form.clock != .none, iso, form.hasT || form.zone != .none || form.clock == .fraction { return "iso" }
        let (day, month) = isUnpadded ? ("d", "M") : ("dd", "MM")
        let monthText = form.isMonthWord ? "MMM" : month
        let year = String(repeating: "y", count: form.yearDigits)
        let separator = form.separator == 0 ? "" : String(UnicodeScalar(form.separator))
        let parts =
            form.isYearFirst ? [year, monthText, day] : monthFirst ? [monthText, day, year] : [day, monthText, year]
        let date = parts.joined(separator: separator)
        return switch form.clock {
        case .none: date
        case .minutes: date + (form.hasT ? "T" : " ") + "HH:mm"
        case .seconds, .fraction: date + (form.hasT ? "T" : " ") + "HH:mm:ss"
        case .noon: date + " hh:mm a"
        }
    }
}

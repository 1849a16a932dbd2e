import Testing

@Test("the Intake tests run")
func placeholder() {
    #expect(Bool(true))
}

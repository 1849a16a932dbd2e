import Intake
import Testing

@Test("placeholder")
func placeholder() {}

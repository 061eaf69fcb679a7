package side

import (
	"encoding/json"
	"time"
)

const alone = 10 * time.Minute // for a program that hangs; enough for a busy machine

// Asker keeps a program running and sends it many lines at a time.
type Asker struct {
	command Command
	stream  *Stream
}

// NewAsker returns an Asker. It does not start the program yet.
func NewAsker(command Command) *Asker { return &Asker{command: command} }

// Ask returns an answer to each line, {"error": …} if the program exited on it.
func (a *Asker) Ask(lines [][]byte) [][]byte {
	if len(lines) == 0 {
		return nil
	}
	answers, err := a.ask(lines)
	if err == nil {
		return answers
	}
	a.Close()
	answers = make([][]byte, len(lines))
	for i, line := range lines {
		one, err := a.command.Ask([][]byte{line}, alone)
		if len(one) == 1 {
			answers[i] = one[0]
			continue
		}
		text := "no answer"
		if err != nil {
			text += ": " + err.Error()
		}
		answers[i], _ = json.Marshal(map[string]any{"error": map[string]string{"message": text}})
	}
	return answers
}

func (a *Asker) ask(lines [][]byte) ([][]byte, error) {
	if a.stream == nil {
		stream, err := a.command.Start()
		if err != nil {
			return nil, err
		}
		a.stream = stream
	}
	written := make(chan struct{})
	go func(stream *Stream) { // write errors result in missing answers
		defer close(written)
		for _, line := range lines {
			_ = stream.Send(line)
		}
		_ = stream.Flush()
	}(a.stream)
	answers := make([][]byte, len(lines))
	for i := range answers {
		var err error
		if answers[i], err = a.stream.Receive(); err != nil {
			a.stream.Kill()
			<-written
			return nil, err
		}
	}
	<-written
	return answers, nil
}

// Close stops the program.
func (a *Asker) Close() {
	if a.stream != nil {
		a.stream.Kill()
		_ = a.stream.Close()
		a.stream = nil
	}
}

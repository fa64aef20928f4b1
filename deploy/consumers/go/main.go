// Prints new contradictions as they come: go run . [GROUP]. CROSSWIRE_KAFKA is the address.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Contradiction has the fields that are used here; encoding/json passes over all others.
type Contradiction struct {
	ID          string `json:"contradiction_id"`
	Type        string `json:"type"`
	State       string `json:"state"`
	Explanation string `json:"explanation"`
}

func main() {
	address, group := "127.0.0.1:29092", "newsdesk"
	if given := os.Getenv("CROSSWIRE_KAFKA"); given != "" {
		address = given
	}
	if len(os.Args) > 1 {
		group = os.Args[1]
	}
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(address, ",")...),
		kgo.ConsumerGroup(group),
		kgo.ConsumeTopics("crosswire.contradictions.v1"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.DisableAutoCommit(),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	ending, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	known := map[string]bool{}
	for {
		fetches := client.PollFetches(ending)
		if ending.Err() != nil {
			return
		}
		fetches.EachRecord(func(message *kgo.Record) { show(message.Value, known) })
		if err := client.CommitUncommittedOffsets(ending); err != nil {
			log.Print("not committed, so it may be printed again: ", err)
		}
	}
}

func show(value []byte, known map[string]bool) {
	if value == nil { // a tombstone: forgotten
		return
	}
	var found Contradiction
	if err := json.Unmarshal(value, &found); err != nil {
		log.Fatal(err)
	}
	if found.State == "open" && !known[found.ID] {
		known[found.ID] = true
		fmt.Printf("%s\t%s\t%s\n", found.Type, found.ID, found.Explanation)
	}
}
